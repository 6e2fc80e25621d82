namespace Surefoot.Training.Comparing;

/// <summary>One try of the search for a learning rate.</summary>
/// <param name="Rate">η.</param>
/// <param name="ValidationLoss">
/// The lowest validation loss of its epochs; infinite where it diverged before the first ended.
/// </param>
public readonly record struct RateTrial(double Rate, double ValidationLoss);
