/** In front of every file of end-to-end tests. */
import { afterAll } from 'vitest';
import { endProductsLeft } from './product.ts';

afterAll(endProductsLeft);
