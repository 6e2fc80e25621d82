using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Tensors;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("2147483648", 65536, 32768)]
    [InlineData("9903520300447984150353281023", int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData("21267647892944572736998860269687930881", int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue)]
    public void More_elements_than_an_int_counts_are_refused(string length, params int[] sizes) =>
        Assert.StartsWith(
            $"A shape of {length} elements",
            Assert.Throws<ArgumentException>(() => new Shape(sizes)).Message
        );

    [Theory]
    [InlineData(0, 5)]
    [InlineData(65536, 65536, 0)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, 0)]
    public void A_size_of_0_leaves_no_elements_wherever_it_stands(params int[] sizes)
    {
        var shape = new Shape(sizes);
        Assert.Equal(0, shape.Length);
        Assert.Equal(sizes, shape.ToArray());
    }
}
