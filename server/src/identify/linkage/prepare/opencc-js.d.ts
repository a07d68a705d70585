/** The little that is used of a package whose own types do not resolve. */
declare module 'opencc-js/t2cn' {
  export function Converter(options: { readonly from: 'tw'; readonly to: 'cn' }): (text: string) => string;
}
