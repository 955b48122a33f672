import 'reflect-metadata';
import { graphql } from 'graphql';
import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { Operation, mutation, query } from '../../../src/graphql/operation.ts';
import { buildGraphql } from '../../../src/graphql/schema.ts';

@Resolver()
class Forgotten {
  @Query(() => String)
  forgotten(): string {
    return 'never called';
  }
}

@Resolver()
class Doubled {
  @Operation(({ call }) => ({ resolve: async () => `${String(await call())} twice` }))
  @Query(() => String)
  doubled(): string {
    return 'called';
  }
}

@Resolver()
class Bare {
  @Operation(query)
  @Query(() => String)
  anything(): string {
    return '';
  }

  @Operation(mutation)
  @Mutation(() => String)
  bare(@Arg('name', () => String) name: string): string {
    return name;
  }
}

describe('Operation', () => {
  it('is required of every root method', () => {
    expect(() => buildGraphql([new Forgotten()])).toThrow('forgotten: @Operation must name what runs the method');
  });

  it('names what GraphQL runs for the field', async () => {
    const { data } = await graphql({ schema: buildGraphql([new Doubled()]), source: '{ doubled }' });
    expect(data).toEqual({ doubled: 'called twice' });
  });

  it('refuses a mutation that takes no input', () => {
    expect(() => buildGraphql([new Bare()])).toThrow('bare: the method takes the argument input');
  });
});
