using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Surefoot.Cli.Commands;

/// <summary>The usual help of a command, and below it examples that work when they are pasted.</summary>
/// <param name="usual">The help without examples.</param>
/// <param name="examples">Commands, one a line.</param>
sealed class ExampleHelp(HelpAction usual, IReadOnlyList<string> examples) : SynchronousCommandLineAction
{
    /// <summary>Puts examples into a command's help.</summary>
    public static void AddTo(Command command, params IReadOnlyList<string> examples)
    {
        HelpOption help = new();
        help.Action = new ExampleHelp((HelpAction)help.Action!, examples);
        command.Options.Add(help);
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (string example in examples)
            output.WriteLine("  " + example);
        return code;
    }
}
