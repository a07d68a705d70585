/** What is asked anew when a segment came, changed or went. */
export const staleBySegments = ['/api/v1/segment', '/api/v1/rules/vocabulary'];
