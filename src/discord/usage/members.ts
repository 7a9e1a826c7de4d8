/** False for what stands in the place of a member or a channel whose data was deleted. */
export const isMember = (id: string): boolean => /^\d{17,20}$/.test(id);
