package io.hyperfleet.adapter.engine.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses expressions, and lays out their mistakes as cel-go does: the line, and a caret below the place. */
final class CelSyntax {

    private static final int MAX_CODE_POINTS = 100_000;
    private static final int MAX_NESTING = 250;

    /** The messages that come from the grammar, as opposed to those of macros and literals. */
    private static final Pattern GRAMMAR_MESSAGE = Pattern.compile(
            "(mismatched input|extraneous input|missing|no viable alternative|token recognition error).*",
            Pattern.DOTALL);

    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.optional(), CelExtensions.lists())
            .setOptions(CelOptions.current()
                    .enableReservedIds(true)
                    .enableOptionalSyntax(true)
                    .enableQuotedIdentifierSyntax(true)
                    .maxExpressionCodePointSize(MAX_CODE_POINTS)
                    .maxParseRecursionDepth(MAX_NESTING)
                    .populateMacroCalls(false)
                    .build())
            .build();

    private CelSyntax() {}

    /**
     * @param text without blanks at either end
     * @throws ExpressionSyntaxException with {@code failed to parse expression: ERROR: <input>:1:5: …}
     */
    static CelAbstractSyntaxTree parse(String text) throws ExpressionSyntaxException {
        int size = text.codePointCount(0, text.length());
        if (size > MAX_CODE_POINTS) {
            throw withoutPlace(
                    "expression code point size exceeds limit: size: " + size + ", limit " + MAX_CODE_POINTS);
        }
        CelValidationResult result = PARSER.parse(text);
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            refuseInfiniteLiterals(tree, text);
            return tree;
        } catch (CelValidationException e) {
            throw asSyntaxException(text, e.getErrors());
        }
    }

    /** The parser takes literals such as {@code 1e309} for infinity; cel-go refuses them. */
    private static void refuseInfiniteLiterals(CelAbstractSyntaxTree tree, String text)
            throws ExpressionSyntaxException {
        Optional<CelSourceLocation> place = CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(CelSyntax::isInfinite)
                .findFirst()
                .flatMap(literal -> tree.getSource()
                        .getOffsetLocation(tree.getSource().getPositionsMap().getOrDefault(literal.id(), 0)));
        if (place.isPresent()) {
            throw asSyntaxException(text, List.of(CelIssue.formatError(place.get(), "invalid double literal")));
        }
    }

    private static boolean isInfinite(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE
                && Double.isInfinite(expression.constant().doubleValue());
    }

    private static ExpressionSyntaxException withoutPlace(String why) {
        return new ExpressionSyntaxException("failed to parse expression: ERROR: <input>:-1:0: " + why, 1, 1);
    }

    private static ExpressionSyntaxException asSyntaxException(String text, List<CelIssue> issues) {
        if (issues.isEmpty()
                || issues.stream().anyMatch(issue -> issue.getMessage().contains("recursion limit"))) {
            return withoutPlace("expression recursion limit exceeded: " + MAX_NESTING);
        }
        List<String> lines = text.lines().toList();
        String message = issues.stream().map(issue -> describe(issue, lines)).collect(Collectors.joining("\n"));
        CelSourceLocation first = issues.getFirst().getSourceLocation();
        return new ExpressionSyntaxException(
                "failed to parse expression: " + message,
                Math.max(1, first.getLine()),
                Math.max(0, first.getColumn()) + 1);
    }

    /** The message in the words of cel-go, where cel-java has its own. */
    private static String goMessage(String message) {
        if (message.startsWith("For input string: ")) {
            return "invalid int literal";
        }
        if (message.startsWith("Illegal escape sequence")) {
            return "unable to unescape string";
        }
        return switch (message) {
            case "The argument must be a simple name" -> "argument is not an identifier";
            case "unsupported identifier" -> "unsupported ident kind";
            default -> message.replace("%%", "%");
        };
    }

    private static String describe(CelIssue issue, List<String> lines) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        String message = goMessage(issue.getMessage());
        StringBuilder out = new StringBuilder("ERROR: <input>:" + line + ":" + (column + 1) + ": ");
        if (GRAMMAR_MESSAGE.matcher(message).matches()) {
            out.append("Syntax error: ");
        }
        out.append(message);
        if (line < 1 || line > lines.size()) {
            return out.toString();
        }
        int[] characters = lines.get(line - 1).replace('\t', ' ').codePoints().toArray();
        out.append("\n | ").append(new String(characters, 0, characters.length)).append("\n | ");
        for (int i = 0; i < Math.min(column, characters.length); i++) {
            out.append(characters[i] > 0x7F ? '\uFF0E' : '.');
        }
        return out.append(column < characters.length && characters[column] > 0x7F ? '\uFF3E' : '^')
                .toString();
    }
}
