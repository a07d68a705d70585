/** More unlimited repetitions than this could make one long value cost millions of steps. */
const mostUnbounded = 2;
const mostCounted = 512;

interface Scan {
  /** Per open group: whether something inside repeats, or it holds alternatives. */
  readonly groups: { isComplex: boolean }[];
  unbounded: number;
  /** Whether what a quantifier would now apply to is a group with repetitions or alternatives in it. */
  isAfterComplexGroup: boolean;
}

const token = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?:|\(\?|\{(\d+)(?:,(\d*))?\}\??|[*+?]\??|[\s\S]/gu;

/**
 * A pattern for whole values that RE2 would take too, and that ends fast in this engine: no look-around, no back references, nothing
 * repeated inside something repeated (the shape whose backtracking grows exponentially), few unlimited repetitions. Text: what is wrong.
 */
export function safePattern(text: string): RegExp | string {
  const scan: Scan = { groups: [], unbounded: 0, isAfterComplexGroup: false };
  for (const match of text.matchAll(token)) {
    const fault = take(match, scan);
    if (fault !== undefined) return fault;
  }
  if (scan.unbounded > mostUnbounded) return `repeats without an end more than ${mostUnbounded} times`;
  try {
    return new RegExp(`^(?:${text})$`, 'iu');
  } catch (error) {
    return error instanceof Error ? error.message : 'is no regular expression';
  }
}

function take([piece, least, most]: RegExpExecArray, scan: Scan): string | undefined {
  const isAfterComplexGroup = scan.isAfterComplexGroup;
  scan.isAfterComplexGroup = false;
  if (/^\\[1-9k]/.test(piece)) return 'refers back to a group, which RE2 cannot';
  if (piece === '(?') return 'looks around or names a group; only (…) and (?:…) can stand here';
  if (piece === '(' || piece === '(?:') scan.groups.push({ isComplex: false });
  else if (piece === ')') {
    const closed = scan.groups.pop();
    scan.isAfterComplexGroup = closed?.isComplex === true;
    markComplex(scan, scan.isAfterComplexGroup);
  } else if (piece === '|') markComplex(scan, true);
  else if (/^[*+?]\??$/.test(piece) || least !== undefined) {
    if (isAfterComplexGroup) return 'repeats a group that holds repetitions or alternatives';
    if (Number(least ?? 0) > mostCounted || Number(most ?? 0) > mostCounted) return `repeats more than ${mostCounted} times`;
    if (/^[*+]/.test(piece) || (least !== undefined && /,\}/.test(piece))) scan.unbounded += 1;
    markComplex(scan, true);
  }
  return undefined;
}

function markComplex({ groups }: Scan, isComplex: boolean): void {
  const open = groups.at(-1);
  if (open !== undefined && isComplex) open.isComplex = true;
}
