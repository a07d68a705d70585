/** What an airline, hotel group or travel agency records. Trips have `from`, `to`, `depart_at`, `arrive_at` and `purpose` (返乡, 差旅, 度假, 探亲). */
export const planned = 'Itinerary Created';
export const flight = 'Flight Booked';
export const train = 'Train Booked';
export const hotel = 'Hotel Booked';
export const searched = 'Flight Searched';
export const cancelled = 'Booking Cancelled';
