import type { WindowJson } from '@danqing/contracts';
import type { Reader } from './reader.ts';
import { readUnit } from './read-test.ts';
import { periods, periodWords } from './words.ts';

/** Whether a window begins here. "between" begins one too, but also how often something was done. */
export const isWindow = (reader: Reader): boolean =>
  reader.isWord('in') || reader.isWord('from') || reader.isWord('during') || reader.isWord('around') || reader.isWord('between');

export function readWindow(reader: Reader): WindowJson {
  if (reader.takeWords('in')) return readLast(reader);
  if (reader.takeWords('between')) {
    const far = reader.number('a number');
    reader.word('and');
    return readAgo(reader, far, reader.number('a number'));
  }
  if (reader.takeWords('from')) {
    const from = reader.date();
    return reader.takeWords('to') ? { from, to: reader.date() } : { from };
  }
  if (reader.takeWords('during')) return readPeriod(reader);
  reader.word('around');
  return readHoliday(reader);
}

/** What follows "between 60 and 30". */
export function readAgo(reader: Reader, far: number, near: number): WindowJson {
  const unit = readUnit(reader);
  reader.word('ago');
  return { between: [far, near], unit };
}

function readLast(reader: Reader): WindowJson {
  for (const [, words] of periods) {
    if (words.every((word, offset) => reader.isWord(word, offset))) {
      const [which, period] = words;
      const or = which === 'last' && period !== 'quarter' && period !== 'year' ? `, or in last 1 ${period ?? ''} for the time up to now` : '';
      throw reader.fault('"last" and a number', [], `during ${words.join(' ')}${or}`);
    }
  }
  reader.word('last');
  const last = reader.number('a number');
  return { last, unit: readUnit(reader) };
}

function readPeriod(reader: Reader): WindowJson {
  const found = periods.find(([, words]) => reader.takeWords(...words));
  if (found !== undefined) return { calendar: found[0] };
  throw reader.fault(`a period (${periods.map(([period]) => periodWords(period).join(' ')).join(', ')})`, ['this', 'last', 'today', 'yesterday']);
}

function readHoliday(reader: Reader): WindowJson {
  const holiday = reader.name('a holiday');
  reader.word('days');
  const first = reader.number('a number of days');
  reader.word('to');
  const days = [first, reader.number('a number of days')] as const;
  return reader.takeWords('of') ? { holiday, days, year: reader.number('a year') } : { holiday, days };
}
