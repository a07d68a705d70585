/**
 * Conflicts as they stand today. What somebody has called several people's decides every conflict around it, for as long as he says so: that is read from there, so that taking it
 * back opens them again.
 */
export const conflictTables = `
  identify.conflict c JOIN identify.profile kept ON kept.id = c.kept_id LEFT JOIN identify.profile other ON other.id = c.other_id
  LEFT JOIN identify.identifier held ON (held.workspace, held.kind, held.value) = (c.workspace, c.b_kind, c.b_value)
  LEFT JOIN identify.shared b_said ON (b_said.workspace, b_said.kind, b_said.value, b_said.state) = (c.workspace, c.b_kind, c.b_value, 'shared')
  LEFT JOIN identify.shared a_said ON (a_said.workspace, a_said.kind, a_said.value, a_said.state) = (c.workspace, c.a_kind, c.a_value, 'shared')`;

/** join, apart or shared; null: nobody has decided it. */
export const decisionNow = `CASE WHEN c.decision <> 'shared' THEN c.decision WHEN coalesce(b_said.state, a_said.state) IS NOT NULL THEN 'shared' END`;

/** Whose the demoted identifier is today: a profile; null: nobody's. */
export const otherNow = 'coalesce(held.profile_id, other.root_id)';

/** solved: its two have become one by other means. */
export const stateNow = `CASE WHEN ${decisionNow} IS NOT NULL THEN 'decided' WHEN kept.root_id IS NOT DISTINCT FROM ${otherNow} THEN 'solved' ELSE 'open' END`;

const said = (column: string): string => `
  CASE WHEN c.decision IS NOT NULL AND (c.decision <> 'shared' OR coalesce(b_said.state, a_said.state) IS NOT NULL) THEN c.${column}
    ELSE coalesce(b_said.${column}, a_said.${column}) END`;

/** By whom, when and why; of the declaration, where that decides. */
export const decidedByNow = said('decided_by');
export const decidedAtNow = said('decided_at');
export const reasonNow = said('reason');
