using System.CommandLine;

namespace Surefoot.Cli.Arguments;

/// <summary>The two kinds of option that the commands have.</summary>
static class OptionOf
{
    /// <summary>One with a value, read as text and checked later, where the message can name the remedy.</summary>
    public static Option<string?> Text(string name, string value, string description) =>
        new(name)
        {
            HelpName = value,
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
        };

    /// <summary>One that is there or not.</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };
}
