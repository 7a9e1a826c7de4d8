/** The three panels of the chart, which ECharts numbers from the top. */
export const PICTURES = 0;
export const REFUSED = 1;
export const MONEY = 2;
