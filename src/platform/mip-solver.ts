import loadHighs from 'highs';
import type { ProgramSolver } from '../domain/power/assignment/minimax-program.js';

/**
 * HiGHS as WebAssembly, for programs of the domain. All solves of one solver together take at most the given time; a
 * program that finds no time left is unsolved.
 *
 * @param limitS - s, for everything that is asked of it
 */
export async function mipSolver(limitS: number): Promise<ProgramSolver> {
  // The package says of its types that they are CommonJS, while Node loads the module.
  const highs = await (loadHighs as unknown as typeof loadHighs.default)();
  const end = performance.now() + limitS * 1000;
  return (program) => {
    const leftS = (end - performance.now()) / 1000;
    if (leftS <= 0.01) return { status: 'unsolved' };
    const solution = highs.solve(program, {
      output_flag: false,
      time_limit: leftS,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-7,
      mip_feasibility_tolerance: 1e-8,
      primal_feasibility_tolerance: 1e-8,
      threads: 1,
    });
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
