using Surefoot.Memory;
using Surefoot.Rules;

namespace Surefoot.Optimizers;

/// <summary>
/// Parameters that follow settings of their own: no weight decay on biases, another rate for one layer.
/// </summary>
/// <param name="Name">What the group is called.</param>
/// <param name="Options">Its settings; of the same optimizer, and keeping the same state.</param>
/// <param name="Selects">Which parameters belong to it.</param>
public sealed record ParameterGroup(string Name, OptimizerOptions Options, Func<ParameterRange, bool> Selects);
