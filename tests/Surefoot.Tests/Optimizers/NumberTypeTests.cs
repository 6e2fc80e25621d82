using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Optimizers;

public class NumberTypeTests
{
    [Fact]
    public void Numbers_that_are_neither_float_nor_double_are_refused_by_name()
    {
        Refused(() => new Optimizer<Half>(new RmsPropOptions()));
        Refused(() => new Optimizer<Half>(new AdamOptions()));
        Refused(() => new RowSparseOptimizer<Half>(new SgdOptions(), 2, 2));
        Refused(() => new WeightAverage<Half>(2));
    }

    static void Refused(Action make) =>
        Assert.Contains(
            "Numbers of type Half are not computed with; use float or double",
            Assert.Throws<NotSupportedException>(make).Message
        );
}
