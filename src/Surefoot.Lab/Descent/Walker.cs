using Surefoot.Optimizers;

namespace Surefoot.Lab.Descent;

/// <summary>An optimizer that goes for a walk.</summary>
/// <param name="Name">What addresses call it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Look">Which of the charts' looks its lines have.</param>
/// <param name="Options">Its settings.</param>
public sealed record Walker(string Name, string Title, int Look, OptimizerOptions Options)
{
    /// <summary>What it keeps of the squared gradients, in a word or two; empty where it keeps nothing.</summary>
    public string Keeps =>
        Options switch
        {
            RmsPropOptions { Centered: true } => "variance",
            RmsPropOptions or AdamOptions => "mean square",
            AdaGradOptions => "sum of squares",
            _ => "",
        };
}
