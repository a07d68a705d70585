import Type from 'typebox';

/** One thing that is wrong with a request, and where. */
export const ProblemDetail = Type.Object({
  path: Type.String({ description: 'JSON Pointer into the body; /query/…, /params/… and /headers/… point beside it' }),
  code: Type.String(),
  message: Type.String(),
  suggestion: Type.Optional(Type.String()),
});

/** RFC 9457 problem document: what every answer from 400 on looks like. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'about:blank: the code says what it is' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'permanent; DQ_…' }),
    detail: Type.String(),
    instance: Type.String({ description: 'the request id, also in the X-Request-Id header and in the server log' }),
    errors: Type.Array(ProblemDetail),
  },
  { description: 'RFC 9457 problem document' },
);
export type Problem = Type.Static<typeof Problem>;
