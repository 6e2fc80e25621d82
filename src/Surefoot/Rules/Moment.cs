namespace Surefoot.Rules;

/// <summary>When a step is taken, and how fast.</summary>
/// <param name="Step">The number of the step, t; the first is 1.</param>
/// <param name="LearningRate">η of this step, after the schedule.</param>
public readonly record struct Moment(long Step, double LearningRate);
