namespace Surefoot.Rules;

/// <summary>Which step a rule is made for, and its learning rate.</summary>
/// <param name="Number">The number of the step, t; the first is 1.</param>
/// <param name="LearningRate">η of this step, after the schedule.</param>
public readonly record struct StepInfo(long Number, double LearningRate);
