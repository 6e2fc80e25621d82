using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>A group of words that several commands understand alike.</summary>
interface IArguments
{
    /// <summary>Gives the words to a command, in the order in which its help lists them.</summary>
    void AddTo(Command command);

    /// <summary>Reads and checks every value of the group.</summary>
    /// <returns>The request with them.</returns>
    /// <exception cref="UsageException">A value does not fit.</exception>
    TrainRequest Read(ParseResult parsed, TrainRequest request);
}
