import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { nearestName } from '../domain/site/nearest-name.js';
import { readParameters, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery } from '../openapi/refusal.js';
import { Problem } from '../platform/problem.js';
import { ruleViews, type RuleView } from './rule-pages.js';

/** What an assessment checks. */
@Controller('rules')
export class RulesController {
  @Get()
  list(@Req() request: FastifyRequest): { readonly count: number; readonly results: readonly RuleView[] } {
    refuseParameters(request);
    return { count: ruleViews.length, results: ruleViews };
  }

  @Get(':code')
  read(@Param('code') code: string, @Req() request: FastifyRequest): RuleView {
    refuseParameters(request);
    const rule = ruleViews.find((one) => one.code === code);
    if (rule !== undefined) return rule;
    const nearest = nearestName(
      code,
      ruleViews.map((one) => one.code),
    );
    const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
    throw new Problem({ status: 404, code: 'not-found', detail: `There is no rule with this code.${hint}` });
  }
}

/** @throws Problem (400) since neither route takes a parameter */
function refuseParameters(request: FastifyRequest): void {
  const reading = readParameters([], request.query as RawQuery);
  if (!reading.ok) throw invalidQuery(reading.defects);
}
