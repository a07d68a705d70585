import { type InputHTMLAttributes, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly hint?: string;
  /** What is wrong with it; said below and to screen readers. */
  readonly fault?: string | undefined;
}

/** A labelled input of the sign-in pages; a password can be shown. */
export function Field({ label, value, onText, hint, fault, type = 'text', ...rest }: FieldProps) {
  const { t } = useTranslation('entrance');
  const id = useId();
  const [isShown, setShown] = useState(false);
  const isSecret = type === 'password';
  const below = fault ?? hint;
  return (
    <div className="gate__field">
      <label htmlFor={id}>{label}</label>
      <div className="gate__box">
        <input
          {...rest}
          id={id}
          type={isSecret && isShown ? 'text' : type}
          className={isSecret ? 'gate__secret' : undefined}
          value={value}
          onChange={(event) => onText(event.target.value)}
          aria-invalid={fault === undefined ? undefined : true}
          aria-describedby={below === undefined ? undefined : `${id}-below`}
        />
        {isSecret && (
          <button type="button" className="gate__eye" aria-label={t(isShown ? 'hidePassword' : 'showPassword')} onClick={() => setShown(!isShown)}>
            <Eye isOpen={isShown} />
          </button>
        )}
      </div>
      {below !== undefined && (
        <span id={`${id}-below`} className="gate__hint" style={fault === undefined ? undefined : { color: 'var(--danger)' }}>
          {below}
        </span>
      )}
    </div>
  );
}

const Eye = ({ isOpen }: { readonly isOpen: boolean }) => (
  <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
    <path d="M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12Z" />
    <circle cx="12" cy="12" r="3" />
    {!isOpen && <path d="M4 20 20 4" />}
  </svg>
);
