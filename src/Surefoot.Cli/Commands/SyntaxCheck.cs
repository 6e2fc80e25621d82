using System.CommandLine;
using System.CommandLine.Parsing;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Commands;

/// <summary>
/// What is wrong with the words of a command line before any value is looked at: a command or an option that there is
/// not, a value that is missing, a word too many. The parser's own messages name neither the remedy nor, where DATA is
/// optional, the culprit.
/// </summary>
static class SyntaxCheck
{
    /// <summary>Refuses a command line that cannot be understood.</summary>
    /// <param name="parsed">What the parser made of it.</param>
    /// <param name="arguments">The words as they were typed.</param>
    /// <exception cref="UsageException">Something is wrong.</exception>
    public static void Check(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0)
            throw UnknownCommand(command, parsed.UnmatchedTokens[0]);
        if (parsed.Action is System.CommandLine.Help.HelpAction or ExampleHelp)
            return;
        CheckFlags(command, arguments);
        foreach (SymbolResult child in parsed.CommandResult.Children)
        {
            switch (child)
            {
                case ArgumentResult argument:
                    CheckNotEmpty(argument.Argument.Name, argument.Tokens);
                    foreach (Token token in argument.Tokens.Where(LooksLikeOption))
                        throw UnknownOption(command, token.Value);
                    break;
                case OptionResult { Option: var option } result:
                    CheckValue(command, option, result, arguments);
                    break;
                default:
                    break;
            }
        }

        foreach (string word in parsed.UnmatchedTokens)
            throw word.StartsWith('-') ? UnknownOption(command, word) : TooMany(command, word);
        foreach (ParseError error in parsed.Errors)
            throw error.SymbolResult is ArgumentResult { Argument: var missing }
                ? Missing(command, missing.Name)
                : new UsageException($"{error.Message.TrimEnd('.')}. {SeeHelp(command)}");
    }

    /// <summary>The parser takes the value of --flag=value for the next argument.</summary>
    static void CheckFlags(Command command, IReadOnlyList<string> arguments)
    {
        foreach (Option flag in command.Options.Where(option => option.Arity.MaximumNumberOfValues == 0))
        {
            if (
                arguments.FirstOrDefault(word =>
                    word.StartsWith(flag.Name + "=", StringComparison.Ordinal)
                    || word.StartsWith(flag.Name + ":", StringComparison.Ordinal)
                ) is
                { } given
            )
                throw new UsageException(
                    $"{flag.Name} takes no value, and '{given}' gives one. Write {flag.Name} alone, or leave it out."
                );
        }
    }

    static void CheckValue(Command command, Option option, OptionResult result, IReadOnlyList<string> arguments)
    {
        bool flag = option.Arity.MaximumNumberOfValues == 0;
        if (!flag && result.Tokens.Count == 0 && result.IdentifierToken is not null)
            throw new UsageException(
                $"{option.Name} needs a value: {option.Name} {option.HelpName}. {SeeHelp(command)}"
            );
        if (result.IdentifierTokenCount > 1)
            throw new UsageException($"{option.Name} is given {result.IdentifierTokenCount} times; give it once.");
        CheckNotEmpty(option.Name, result.Tokens);
        foreach (Token token in result.Tokens)
            CheckNoOption(command, option, token.Value, arguments);
    }

    // The value was forgotten, and the next option is taken for it. Behind = a word with one hyphen is meant as it
    // stands, unless it is an option.
    static void CheckNoOption(Command command, Option option, string value, IReadOnlyList<string> arguments)
    {
        string bare = Bare(value);
        bool known = command.Options.Any(other =>
            !other.Hidden && (other.Name == bare || other.Aliases.Contains(bare))
        );
        bool hyphens = value.StartsWith("--", StringComparison.Ordinal),
            hyphen = value.Length > 1 && value[0] == '-' && char.IsLetter(value[1]) && arguments.Contains(value);
        if (!known && !hyphens && !hyphen)
            return;
        string looks = known
            ? $"is {(bare == option.Name ? "the same option again" : $"another option of {command.Name}")}"
            : $"looks like an option{Hint(command, value)}";
        string own = known || hyphens ? "" : $" If '{value}' is meant, write {option.Name}={value}.";
        throw new UsageException(
            $"{option.Name} needs a value, and '{value}' {looks}. Give {option.Name} {option.HelpName}, or "
                + $"leave {option.Name} out.{own} {SeeHelp(command)}"
        );
    }

    // An empty text is most often a variable of the shell that was never set.
    static void CheckNotEmpty(string name, IEnumerable<Token> tokens)
    {
        if (tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            throw new UsageException($"{name} is empty; give it a value, or leave it out.");
    }

    static bool LooksLikeOption(Token token) =>
        token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-';

    static UsageException UnknownCommand(Command root, string word)
    {
        string[] names = [.. root.Subcommands.Select(command => command.Name)];
        return word.StartsWith('-')
            ? new UsageException(
                $"There is no option '{word}' before a command. The commands are {string.Join(", ", names)}; "
                    + "see surefoot --help."
            )
            : new UsageException(
                "There is no command "
                    + $"'{word}'.{(NearestName.Find(word, names) is { } near ? $" Is 'surefoot {near}' meant?" : "")} "
                    + $"The commands are {string.Join(", ", names)}; see surefoot --help."
            );
    }

    static UsageException UnknownOption(Command command, string word) =>
        new($"{command.Name} has no option '{word}'{Hint(command, word)}. {SeeHelp(command)}");

    static UsageException TooMany(Command command, string word) =>
        new(
            $"'{word}' is one word too many: {command.Name} takes "
                + $"{string.Join(" and ", command.Arguments.Select(argument => argument.Name))}. Put names with "
                + $"spaces in quotes. {SeeHelp(command)}"
        );

    static UsageException Missing(Command command, string argument) =>
        new(
            $"{command.Name} needs {string.Join(" and ", command.Arguments.Select(each => each.Name))}; "
                + $"{argument} is missing. {SeeHelp(command)}"
        );

    static string Hint(Command command, string word)
    {
        return
            NearestName.Find(Bare(word), command.Options.Where(option => !option.Hidden).Select(option => option.Name))
                is { } near
            ? $" (is {near} meant?)"
            : "";
    }

    // An option without the value that stands behind its = or colon.
    static string Bare(string word) => word.Split('=', ':')[0];

    static string SeeHelp(Command command) => $"See surefoot {command.Name} --help.";
}
