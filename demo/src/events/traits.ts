import { currentAt, type Person } from '../people/person.ts';
import type { Traits } from './message.ts';

/** What an account tells when somebody logs in. */
export function loginTraits(person: Person, at: number): Traits {
  return { phone: currentAt(person.phones, at), email: currentAt(person.emails, at) };
}

/** What a newly opened account, or the CRM, knows. */
export function fullTraits(person: Person, at: number): Traits {
  return {
    name: person.name,
    ...loginTraits(person, at),
    gender: person.gender,
    birthday: person.birthday,
    address: { country: 'CN', state: person.place.province, city: person.place.city, street: person.address, postalCode: person.place.postalCode },
    createdAt: new Date(person.joinedAt).toISOString(),
  };
}
