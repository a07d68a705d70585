import type { LinkageLevel } from '@danqing/contracts';
import type { Form } from '../prepare/forms.ts';

/** The SQL names of one record's fields; `side` is the alias of the record in the pair. */
export interface LevelFields {
  readonly own: string;
  /** The form in which likeness is measured: Latin letters where the column holds Chinese. */
  readonly alike: string;
  readonly other?: string | undefined;
  field(form: Form): string;
}

/** SQL that holds when the pair `l`, `r` has this level. Numbers come from a checked configuration and are written as such. */
export function levelSql(level: LinkageLevel, fields: LevelFields): string {
  const { own, alike, other } = fields;
  const near = (name: string, distance: string, most: number): string =>
    `(abs(toInt32(length(l.${name})) - toInt32(length(r.${name}))) <= ${most} AND ${distance}(l.${name}, r.${name}) <= ${most})`;
  switch (level.is) {
    case 'equal':
      return `l.${own} = r.${own}`;
    case 'sound':
      return `l.${alike} = r.${alike}`;
    case 'swapped':
      // Twice the same value is no exchange: `equal` has taken it.
      return other === undefined ? '0' : `(l.${own} = r.${other} AND l.${other} = r.${own})`;
    case 'jaroWinkler':
      return `jaroWinklerSimilarity(l.${alike}, r.${alike}) >= ${level.atLeast}`;
    case 'edits':
      return near(alike, 'damerauLevenshteinDistance', level.atMost);
    case 'levenshtein':
      return near(alike, 'levenshteinDistance', level.atMost);
    case 'dayMonthSwapped':
      return `(substring(l.${own}, 1, 4) = substring(r.${own}, 1, 4) AND substring(l.${own}, 5, 2) = substring(r.${own}, 7, 2) AND substring(l.${own}, 7, 2) = substring(r.${own}, 5, 2))`;
    case 'dateParts':
      return `((substring(l.${own}, 1, 4) = substring(r.${own}, 1, 4)) + (substring(l.${own}, 5, 2) = substring(r.${own}, 5, 2)) + (substring(l.${own}, 7, 2) = substring(r.${own}, 7, 2))) >= ${level.atLeast}`;
    case 'within':
      return `abs(l.${own} - r.${own}) <= ${level.difference}`;
    case 'withinShare':
      return `abs(l.${own} - r.${own}) <= ${level.share} * greatest(abs(l.${own}), abs(r.${own}))`;
    case 'tokens':
      return tokensSql(fields.field('tokens'), level.atLeast);
    case 'prefix':
      return `(length(l.${own}) >= ${level.length} AND substringUTF8(l.${own}, 1, ${level.length}) = substringUTF8(r.${own}, 1, ${level.length}))`;
    case 'suffix':
      return `(length(l.${own}) >= ${level.length} AND substringUTF8(l.${own}, -${level.length}) = substringUTF8(r.${own}, -${level.length}))`;
    case 'mailbox':
      return `splitByChar('@', l.${own})[1] = splitByChar('@', r.${own})[1]`;
  }
}

/** Share of common tokens among all (Jaccard). */
const tokensSql = (tokens: string, atLeast: number): string => {
  const common = `length(arrayIntersect(l.${tokens}, r.${tokens}))`;
  return `${common} >= ${atLeast} * (length(l.${tokens}) + length(r.${tokens}) - ${common})`;
};

/** What people read of a level. */
export function levelLabel(level: LinkageLevel): string {
  switch (level.is) {
    case 'jaroWinkler':
      return `Jaro–Winkler ≥ ${level.atLeast}`;
    case 'edits':
      return `≤ ${level.atMost} edits`;
    case 'levenshtein':
      return `Levenshtein ≤ ${level.atMost}`;
    case 'dateParts':
      return `${level.atLeast} date parts`;
    case 'within':
      return `within ${level.difference}`;
    case 'withinShare':
      return `within ${level.share * 100} %`;
    case 'tokens':
      return `${level.atLeast * 100} % of parts`;
    case 'prefix':
      return `first ${level.length}`;
    case 'suffix':
      return `last ${level.length}`;
    default:
      return level.is;
  }
}
