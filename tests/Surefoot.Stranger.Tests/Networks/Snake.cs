using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;

namespace Surefoot.Stranger.Networks;

/// <summary>
/// An activation that is periodic at heart and learns its own frequencies (Ziyin, Hartwig and Ueda 2020).
/// </summary>
public sealed class Snake<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int width;

    public Snake(int width, string? name = null)
        : base(name) => (this.width, Alpha) = (width, Declare("alpha", new(width), Initializer.Ones));

    /// <summary>The frequencies, [width].</summary>
    public Parameter<T> Alpha { get; }

    public override string Kind => "stranger.snake";

    protected override void AddSettings(Config config) => config.Add("width", width);

    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        if (x.Shape.Rank == 0 || x.Shape[^1] != width)
            throw Misfit(x.Shape, $"[…, {width}]");
        return SnakeOperation<T>.Apply(tape, x, Alpha.Tensor);
    }
}
