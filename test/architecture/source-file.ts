import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Path from the root of the project, or the name of a package. */
  readonly target: string;
  readonly isPackage: boolean;
  readonly typeOnly: boolean;
}

/** What the rules read of a source file. */
export interface SourceFile {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Names of globals and members that the file mentions, such as `process.env` or `Math.random`, and `async`. */
  readonly mentions: ReadonlySet<string>;
}

export function sourceFile(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const imports: Import[] = [];
  const mentions = new Set<string>();
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      imports.push(importOf(path, node));
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument)) {
        imports.push({ ...resolved(path, argument.text), typeOnly: false });
      }
    }
    if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) mentions.add('async');
    if (ts.isIdentifier(node) && isFreeName(node)) mentions.add(node.text);
    if (ts.isPropertyAccessExpression(node)) mentions.add(`${node.expression.getText(tree)}.${node.name.text}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, imports, mentions };
}

/** Every TypeScript source below a folder. */
export function sourceFilesBelow(root: string, folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('/generated/'))
    .sort()
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
}

function importOf(path: string, node: ts.ImportDeclaration | ts.ExportDeclaration): Import {
  const specifier = node.moduleSpecifier;
  const name = specifier !== undefined && ts.isStringLiteral(specifier) ? specifier.text : '';
  return { ...resolved(path, name), typeOnly: isTypeOnly(node) };
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  const named = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : undefined;
  return clause.name === undefined && named !== undefined && named.every((element) => element.isTypeOnly);
}

function resolved(path: string, name: string): Omit<Import, 'typeOnly'> {
  if (!name.startsWith('.')) return { target: name, isPackage: true };
  const target = posix.join(dirname(path), name).replace(/\.js$/, '.ts');
  return { target, isPackage: false };
}

/** An identifier that is read as a name of its own: not a member, not a key. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name !== node;
  return true;
}
