using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Losses;

/// <summary>How wrong a batch of outputs is, as one number: the mean over the batch.</summary>
/// <typeparam name="T">float or double.</typeparam>
public abstract class Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// The key by which model files know this kind of loss: 1 to 64 small letters, digits, '-', '_' or '.', such as
    /// "huber". A kind of one's own had best have a point in it, such as "acme.log_cosh".
    /// </summary>
    public abstract string Kind { get; }

    /// <summary>
    /// How much a row counts in the mean, by its class; null, the default, where all count alike. Evaluations weight
    /// rows by it, and so does what is known of chance. A loss that passes its rows on to another one passes on this
    /// too.
    /// </summary>
    public virtual IReadOnlyList<double>? ClassWeights => null;

    /// <summary>What the loss is, as a model file holds it: its kind and its settings.</summary>
    public Config GetConfig()
    {
        var config = new Config(Kind);
        AddSettings(config);
        return config;
    }

    /// <summary>Adds every setting that changes the loss, such as Huber's δ; unless overridden none.</summary>
    /// <param name="config">Where to add them.</param>
    protected virtual void AddSettings(Config config) { }

    /// <summary>The loss of a batch.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="output">What the network said, the batch outermost.</param>
    /// <param name="targets">What is right; copied, so that the span may be reused at once.</param>
    /// <returns>A scalar, the mean over the batch.</returns>
    /// <exception cref="ArgumentException">The targets do not fit the output, in number or in value.</exception>
    public abstract Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets);
}
