namespace Surefoot.Optimizers;

/// <summary>One named array of an optimizer's state, with a number for every weight.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="Name">
/// What it holds: "mean_square", "variance", "mean_gradient", "momentum", "sum_of_squares", …
/// </param>
/// <param name="Values">The numbers themselves, not a copy; in the order of the weights.</param>
public readonly record struct StateSlot<T>(string Name, Memory<T> Values)
    where T : unmanaged;
