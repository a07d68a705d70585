import { join } from 'node:path';

/** Where the file of places lies in a data folder. */
export const placeFolder = (data: string): string => join(data, 'geo');

/** In which language places are named that are found by it: that of most who use this. */
export const placeLanguage = 'zh-CN';
