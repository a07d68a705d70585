import type { FaultAt } from '../../api/error.ts';
import { FaultText } from './fault-text.tsx';

/** What is wrong with a condition, and what to be wary of. */
export function Notes({ faults, warnings }: { readonly faults: readonly FaultAt[]; readonly warnings: readonly FaultAt[] }) {
  return (
    <>
      {faults.map((fault) => (
        <div key={`${fault.path} ${fault.code}`} className="rule-fault" role="alert">
          <FaultText fault={fault} />
        </div>
      ))}
      {warnings.map((fault) => (
        <div key={`${fault.path} ${fault.code}`} className="rule-warning">
          <FaultText fault={fault} />
        </div>
      ))}
    </>
  );
}
