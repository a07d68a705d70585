import { type Captured, isIgnored } from './clicks.ts';

const MOST_FIELDS = 30;

function pathOf(action: string): string {
  try {
    return new URL(action, location.href).pathname;
  } catch {
    return '';
  }
}

/** A form that was sent: which one, and which fields it has. Never what is in them; passwords and hidden fields are not even named. */
export function formOf(target: unknown): Captured | undefined {
  if (!(target instanceof HTMLFormElement) || isIgnored(target)) return undefined;
  const fields = Array.from(target.elements, (field) => (field.matches('[type=hidden]') || isIgnored(field) ? null : field.getAttribute('name')));
  // A field may be called `id` and would then stand in the form's own place.
  const own = (name: string): string => target.getAttribute(name) ?? '';
  return {
    event: 'Form Submitted',
    properties: {
      ...(own('id') === '' ? {} : { form_id: own('id') }),
      ...(own('name') === '' ? {} : { form_name: own('name') }),
      action: pathOf(own('action')),
      fields: [...new Set(fields)].filter(Boolean).slice(0, MOST_FIELDS),
    },
  };
}
