/**
 * Formulas that the reference compares the exact law with. The product offers none of them; here they check what the table
 * says of them, and with it the exact figures that go in.
 */
import { poissonTauMinus1 } from '../../../src/domain/queueing/mdc.js';

// Own names for the loops below, which the test runner would slow down by a look-up in its global object each time.
const { abs, exp, expm1, log, max, PI } = Math;

export interface Compared {
  readonly c: number;
  readonly rho: number;
  /** Exact, in services. */
  readonly meanWait: number;
  readonly probabilityOfWaiting: number;
  /** P(W > t) → η e^{−θt}. */
  readonly eta: number;
  readonly theta: number;
  readonly mmcProbabilityOfWaiting: number;
  readonly mmcMeanWait: number;
}

/**
 * η of P(W > t) → η e^{−θt} at whole t in M/D/c, by the c − 1 roots of z^c = e^{cρ(z−1)} inside the unit circle, which solve
 * z = e^{2πik/c + ρ(z−1)}: (1−ρ) Π (τ − z_k)/(1 − z_k) / (τ^{c−1} (ρτ − 1)). For one server (1−ρ)/(ρτ − 1).
 */
export function asymptoticEta(c: number, rho: number): number {
  const tau = 1 + poissonTauMinus1(rho);
  let eta = (1 - rho) / (rho * tau - 1);
  for (let k = 1; k < c; k++) {
    let [x, y] = [0, 0];
    for (let step = 0; step < 5000; step++) {
      const size = Math.exp(rho * (x - 1));
      const angle = (2 * Math.PI * k) / c + rho * y;
      const next = [size * Math.cos(angle), size * Math.sin(angle)] as const;
      const moved = Math.hypot(next[0] - x, next[1] - y);
      [x, y] = next;
      if (moved < 1e-17) break;
    }
    // Roots come in conjugate pairs: their product is that of the absolute values.
    eta *= Math.hypot(tau - x, y) / Math.hypot(1 - x, y) / tau;
  }
  return eta;
}

/** Wq ≈ ½ Wq(M/M/c) (1 + (1−ρ)(c−1)(√(4+5c) − 2)/(16ρc)): G. Cosmetatos (1975). */
export function cosmetatosMean({ c, rho, mmcMeanWait }: Compared): number {
  return 0.5 * mmcMeanWait * (1 + ((1 - rho) * (c - 1) * (Math.sqrt(4 + 5 * c) - 2)) / (16 * rho * c));
}

/** Wq ≈ ½ ρ^(√(2(c+1)) − 1) / (c(1−ρ)): H. Sakasegawa (1977), with constant services. */
export function sakasegawaMean({ c, rho }: Compared): number {
  return (0.5 * rho ** (Math.sqrt(2 * (c + 1)) - 1)) / (c * (1 - rho));
}

/** Quantiles p of the wait by the formulas of the table, by the names that it gives them; null where not defined. */
export function quantilesBy(compared: Compared, p: number): Readonly<Record<string, number | null>> {
  const { c, rho, meanWait, probabilityOfWaiting: pw, eta, theta, mmcProbabilityOfWaiting: mmcPw } = compared;
  const rest = 1 - p;
  const decaying = (share: number, perService: number) => Math.max(0, Math.log(share / rest) / perService);
  return {
    mean_x_ln: -meanWait * Math.log(rest),
    exp_cond: decaying(pw, pw / meanWait),
    asym_eta: decaying(eta, theta),
    asym_pw: decaying(pw, theta),
    mmc: decaying(mmcPw, c * (1 - rho)),
    kimura_cv0: decaying(mmcPw, 2 * c * (1 - rho)),
    kimura_cv01: decaying(mmcPw, (2 * c * (1 - rho)) / 1.01),
    seed_rho2_x_ln: c === 1 ? (-(rho * rho) / (2 * (1 - rho))) * Math.log(rest) : null,
    kingman_exp: (-rho / (2 * c * (1 - rho))) * Math.log(rest),
    _eta: eta,
    _th: theta,
  };
}

/** Wq ≈ (ca² + cs²)/2 · Wq(M/M/c): A. Allen, Probability, Statistics and Queueing Theory (1990). */
export function allenCunneenMean(scv: number, mmcMeanWait: number): number {
  return ((1 + scv) / 2) * mmcMeanWait;
}

/** scv · Wq(M/M/c) + (1 − scv) · Wq(M/D/c). */
export function interpolatedMean(scv: number, mmcMeanWait: number, mdcMeanWait: number): number {
  return scv * mmcMeanWait + (1 - scv) * mdcMeanWait;
}

/** (1 + scv) / (2 scv / Wq(M/M/c) + (1 − scv) / Wq(M/D/c)): T. Kimura (1986). */
export function kimuraMean(scv: number, mmcMeanWait: number, mdcMeanWait: number): number {
  return (1 + scv) / ((2 * scv) / mmcMeanWait + (1 - scv) / mdcMeanWait);
}

/** Loss ≈ (1−ρ) P(N ≥ K) / (1 − ρ P(N ≥ K)) from the queue without a limit: H. Tijms; exact for one server only. */
export function tijmsLoss(rho: number, atLeastK: number): number {
  return ((1 - rho) * atLeastK) / (1 - rho * atLeastK);
}

/** Regularised lower incomplete gamma P(a, x): by its series below a + 1, by Lentz’s continued fraction above. */
function gammaShare(a: number, x: number): number {
  if (x <= 0) return 0;
  const logFront = a * log(x) - x - logGamma(a);
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; abs(term) > 1e-16 * sum; n++) sum += term *= x / (a + n);
    return sum * exp(logFront);
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1e6; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (abs(d * c - 1) < 1e-15) break;
  }
  return 1 - exp(logFront) * h;
}

/** ln Γ(a) by Stirling’s series after moving a above 10. */
function logGamma(a: number): number {
  let shift = 0;
  let x = a;
  for (; x < 10; x++) shift -= log(x);
  const s = 1 / (x * x);
  return shift + (x - 0.5) * log(x) - x + 0.5 * log(2 * PI) + (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s / 1680))) / x;
}

/**
 * Mean wait and P(W > 0) of GI/D/1 with gamma gaps, exact by Spitzer’s identity over the walk kD − (A_1 + … + A_k):
 * E[W] = Σ E[(kD − A)⁺]/k, P(W = 0) = exp(−Σ P(kD > A)/k), A ~ Γ(k/scv). D = 1.
 */
export function gammaArrivalsWait({ scv, rho }: { readonly scv: number; readonly rho: number }) {
  const shape = 1 / scv;
  const scale = scv / rho;
  let [mean, log] = [0, 0];
  for (let k = 1; k < 1e6; k++) {
    const at = k / scale;
    const below = gammaShare(k * shape, at);
    const excess = max(0, k * below - k * shape * scale * gammaShare(k * shape + 1, at));
    mean += excess / k;
    log += below / k;
    if (excess < 1e-9 * mean) break;
  }
  return { meanWait: mean, probabilityOfWaiting: -expm1(-log) };
}
