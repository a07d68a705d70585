/** Names of Segment's e-commerce spec, and of what else a retailer's systems say. */
export const ordered = 'Order Completed';
export const refunded = 'Order Refunded';
export const viewed = 'Product Viewed';
export const added = 'Product Added';
export const checkedOut = 'Checkout Started';
/** The list of an order's lines. */
export const lines = 'products';
