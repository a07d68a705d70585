/** The little that is used of a package that brings no types. */
declare module 'lunar-javascript' {
  interface Solar {
    getYear(): number;
    getMonth(): number;
    getDay(): number;
  }
  interface Lunar {
    getSolar(): Solar;
    getJieQiTable(): Readonly<Record<string, Solar | undefined>>;
  }
  const calendars: { readonly Lunar: { fromYmd(year: number, month: number, day: number): Lunar } };
  export default calendars;
}
