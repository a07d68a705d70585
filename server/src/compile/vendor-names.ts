/**
 * Names that other vendors' clients send for the events of the common e-commerce vocabulary (Segment spec v2). Events keep the name they came
 * with; a rule about `Order Completed` also finds GA4's `purchase`. Sources: GA4 recommended events, Sensors' preset and template events,
 * PostHog's and Mixpanel's automatic ones. Only names that mean the same thing once an event: no line-item events.
 */
const vendorNames: Readonly<Record<string, readonly string[]>> = {
  'Order Completed': ['purchase', 'PayOrder', 'payOrder'],
  'Order Refunded': ['refund'],
  'Order Cancelled': ['CancelOrder', 'cancelOrder'],
  'Product Viewed': ['view_item', 'ViewProduct', 'CommodityDetail', 'commodityDetail'],
  'Product List Viewed': ['view_item_list'],
  'Product Clicked': ['select_item'],
  'Product Added': ['add_to_cart', 'AddToShoppingCart', 'addToShoppingcart'],
  'Product Removed': ['remove_from_cart'],
  'Product Added to Wishlist': ['add_to_wishlist'],
  'Product Shared': ['share'],
  'Products Searched': ['search', 'view_search_results', 'SearchRequest', 'searchRequest'],
  'Cart Viewed': ['view_cart'],
  'Checkout Started': ['begin_checkout', 'SubmitOrder', 'submitOrder'],
  'Checkout Step Completed': ['add_shipping_info'],
  'Payment Info Entered': ['add_payment_info'],
  'Promotion Viewed': ['view_promotion'],
  'Promotion Clicked': ['select_promotion'],
  'Page Viewed': ['$pageview', 'page_view', '$mp_web_page_view'],
  'Screen Viewed': ['$screen', 'screen_view', '$AppViewScreen', '$MPViewScreen'],
  'Page Left': ['$pageleave', '$WebPageLeave'],
  'Element Clicked': ['$WebClick', '$AppClick', '$MPClick'],
  'Form Submitted': ['form_submit'],
};

/** The stored names that `did: name` finds: itself first. */
export const storedNames = (name: string): readonly string[] => [name, ...(Object.hasOwn(vendorNames, name) ? (vendorNames[name] ?? []) : [])];

/** The names of the common vocabulary, for suggestions. */
export const knownEventNames: readonly string[] = Object.keys(vendorNames);
