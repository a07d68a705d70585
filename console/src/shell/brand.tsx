/** The mark and the name. */
export function Brand() {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 10, padding: '14px 20px 10px' }}>
      <img src="/icon.svg" width={26} height={26} alt="" />
      <strong style={{ fontSize: 17, letterSpacing: 1 }}>丹青</strong>
      <span style={{ color: 'var(--text-secondary)' }}>Danqing</span>
    </div>
  );
}
