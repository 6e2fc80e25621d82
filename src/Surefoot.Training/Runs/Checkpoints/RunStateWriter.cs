using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>Hands out numbers when they are needed; the same ones each time.</summary>
/// <typeparam name="T">float, double, int, long or byte.</typeparam>
delegate ReadOnlySpan<T> NumbersOf<T>()
    where T : unmanaged;

/// <summary>
/// What one <see cref="IRunState"/> has to say: arrays as tensors of their own, single values as fields of a JSON
/// object.
/// </summary>
/// <param name="part">The part's name, which the names of its tensors begin with.</param>
sealed class RunStateWriter(string part)
{
    /// <summary>
    /// The single values. Numbers that may not be finite, or whose every bit matters, go through <see cref="Number"/>.
    /// </summary>
    public JsonObject Json { get; } = [];

    /// <summary>The arrays.</summary>
    public List<TensorToWrite> Tensors { get; } = [];

    /// <summary>Adds an array; its numbers are asked for while the checkpoint is being written.</summary>
    public void Numbers<T>(string name, NumbersOf<T> numbers)
        where T : unmanaged =>
        Tensors.Add(
            new TensorToWrite(
                $"{part}/{name}",
                TensorTypes.Of<T>(),
                [numbers().Length],
                () => MemoryMarshal.AsBytes(numbers())
            )
        );

    /// <summary>
    /// Adds a number that is to come back with the same bits; JSON has no NaN and no infinity, so those are texts.
    /// </summary>
    public void Number(string name, double value) =>
        Json[name] =
            double.IsFinite(value) ? value
            : value > 0 ? "Infinity"
            : value < 0 ? "-Infinity"
            : "NaN";
}
