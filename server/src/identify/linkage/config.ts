import { LinkageConfig } from '@danqing/contracts';
import { Compile } from 'typebox/compile';
import { Fault, type FaultDetail, nearest } from '#kernel';
import { validationDetails } from '#platform';

const schema = Compile(LinkageConfig);

const refused = (errors: readonly FaultDetail[]): Fault => new Fault('DQ_LINKAGE_CONFIG', 400, 'the linkage configuration cannot be used', { errors });

/** Checks a configuration, every fault with its JSON Pointer. `columns` are those of the table. Throws DQ_LINKAGE_CONFIG. */
export function parseLinkageConfig(json: unknown, columns: readonly string[]): LinkageConfig {
  if (!schema.Check(json)) throw refused(validationDetails(schema.Errors(json)));
  const suggesting = (column: string): Pick<FaultDetail, 'suggestion'> => {
    const suggestion = nearest(column, columns);
    return suggestion === undefined ? {} : { suggestion };
  };
  const unknown = (column: string, path: string): readonly FaultDetail[] =>
    columns.includes(column)
      ? []
      : [{ path, code: 'DQ_UNKNOWN_COLUMN', message: `the table has no column ${column}; it has ${columns.join(', ')}`, ...suggesting(column) }];
  const errors = [
    ...json.comparisons.flatMap((comparison, place) => comparison.columns.flatMap((column, at) => unknown(column, `/comparisons/${place}/columns/${at}`))),
    ...(json.blocking ?? []).flatMap((rule, place) => rule.flatMap(({ column }, at) => unknown(column, `/blocking/${place}/${at}/column`))),
    ...json.comparisons.flatMap(({ columns: named, levels = [] }, place): readonly FaultDetail[] =>
      named.length === 1 && levels.some(({ is }) => is === 'swapped')
        ? [{ path: `/comparisons/${place}/columns`, code: 'DQ_SECOND_COLUMN', message: 'the level swapped needs a second column' }]
        : [],
    ),
  ];
  if (errors.length > 0) throw refused(errors);
  return json;
}
