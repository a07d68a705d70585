/** The area that two circles share: the sum of two circular segments (Weisstein, “Circle-Circle Intersection”, MathWorld, eq. 14). */
export function lensArea(r: number, s: number, distance: number): number {
  if (distance >= r + s) return 0;
  if (distance <= Math.abs(r - s)) return Math.PI * Math.min(r, s) ** 2;
  const alpha = (distance ** 2 + r ** 2 - s ** 2) / (2 * distance * r);
  const beta = (distance ** 2 + s ** 2 - r ** 2) / (2 * distance * s);
  const kite = (-distance + r + s) * (distance + r - s) * (distance - r + s) * (distance + r + s);
  return r ** 2 * Math.acos(alpha) + s ** 2 * Math.acos(beta) - Math.sqrt(Math.max(0, kite)) / 2;
}

const steps = 60;

/** How far apart circles with areas of `a` and `b` stand so that they share an area of `both`. */
export function distanceOf(a: number, b: number, both: number): number {
  const [r, s] = [Math.sqrt(a / Math.PI), Math.sqrt(b / Math.PI)];
  let [near, far] = [Math.abs(r - s), r + s];
  for (let step = 0; step < steps; step++) {
    const middle = (near + far) / 2;
    if (lensArea(r, s, middle) > both) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}
