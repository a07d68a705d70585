/** What a company that sells to companies records: marketing, sales, product, contracts, service. Accounts come by `group` calls. */
export const signed = 'Contract Signed';
export const used = 'Feature Used';
export const signedIn = 'Signed In';
export const pageViewed = 'Page Viewed';
export const downloaded = 'Content Downloaded';
export const attended = 'Webinar Attended';
export const demoRequested = 'Demo Requested';
export const meetingHeld = 'Meeting Held';
export const opportunity = 'Opportunity Created';
export const stageChanged = 'Opportunity Stage Changed';
export const lost = 'Opportunity Lost';
export const invoiced = 'Invoice Issued';
export const paid = 'Invoice Paid';
export const overdue = 'Invoice Overdue';
export const trial = 'Trial Started';
export const ticket = 'Ticket Created';
export const surveyed = 'Survey Submitted';
