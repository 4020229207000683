import loadHighs from 'highs';
import type { ProgramSolver } from '../domain/power/assignment/minimax-program.js';

/** What a solver may do. The first two are the same on every machine; time is the last resort. */
export interface MipLimits {
  /** Characters of all programs together. */
  readonly programLength: number;
  /** Nodes of the search tree of each program. */
  readonly nodes: number;
  /** s for all programs together. */
  readonly timeS: number;
}

/** Some 10 s of work on one core at most: programs of whole counts were seen to take up to 4 µs for each character. */
const USUAL: MipLimits = { programLength: 2_500_000, nodes: 2000, timeS: 120 };

/**
 * HiGHS as WebAssembly, for programs of the domain. A program for which no text is left, or which the nodes do not solve, is
 * unsolved, on every machine alike; one that the clock stops, and every one after it, is out of time.
 */
export async function mipSolver(limits: Partial<MipLimits> = {}): Promise<ProgramSolver> {
  const { programLength, nodes, timeS } = { ...USUAL, ...limits };
  // The package says of its types that they are CommonJS, while Node loads the module.
  const highs = await (loadHighs as unknown as typeof loadHighs.default)();
  const end = performance.now() + timeS * 1000;
  let length = 0;
  return (program) => {
    length += program.length;
    if (length > programLength) return { status: 'unsolved' };
    const leftS = (end - performance.now()) / 1000;
    if (leftS <= 0.01) return { status: 'out-of-time' };
    const solution = highs.solve(program, {
      output_flag: false,
      time_limit: leftS,
      mip_max_nodes: nodes,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-7,
      mip_feasibility_tolerance: 1e-8,
      primal_feasibility_tolerance: 1e-8,
      threads: 1,
    });
    if (solution.Status === 'Time limit reached') return { status: 'out-of-time' };
    if (solution.Status === 'Infeasible') return { status: 'infeasible' };
    if (solution.Status !== 'Optimal') return { status: 'unsolved' };
    const values = new Map(
      Object.entries(solution.Columns as Readonly<Record<string, { readonly Primal?: number }>>).map(
        ([name, { Primal = 0 }]) => [name, Primal] as const,
      ),
    );
    return { status: 'optimal', objective: solution.ObjectiveValue, values };
  };
}
