/** The same in one file: it loads in 40 ms, the several hundred modules of the package take 300. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
	export * from 'echarts';
}
