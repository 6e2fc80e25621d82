using Surefoot.Memory;
using Surefoot.Optimizers;

namespace Surefoot.Tests.Optimizers;

/// <summary>A list of tensors is held to the names and lengths that the state was made for.</summary>
public class TensorListTests
{
    [Theory]
    [InlineData("a", 20, "b", 10, "\"a\" of 10 weights, but in this list it is \"a\" of 20 weights")]
    [InlineData("b", 10, "a", 20, "\"a\" of 10 weights, but in this list it is \"b\" of 10 weights")]
    [InlineData("a", 10, "c", 20, "\"b\" of 20 weights, but in this list it is \"c\" of 20 weights")]
    [InlineData("a", 30, null, 0, "\"a\" of 10 weights, but in this list it is \"a\" of 30 weights")]
    public void A_list_of_other_tensors_is_refused_and_nothing_changes(
        string first,
        int firstLength,
        string? second,
        int secondLength,
        string reason
    )
    {
        using var list = List(("a", 10), ("b", 20));
        using var other = second is null
            ? List((first, firstLength))
            : List((first, firstLength), (second, secondLength));
        var afterList = new RmsProp();
        afterList.Step(list);
        Refuses(afterList, other, reason);
        // The flat arena's names bind as well, before the first step and after it.
        var layout = new ParameterLayout();
        layout.Add("a", 10);
        layout.Add("b", 20);
        Refuses(new RmsProp { Layout = layout }, other, reason);
        // Names once learnt from a list are kept over a step of the unnamed arena.
        afterList.Step(new float[30], new float[30]);
        Refuses(afterList, other, reason);
        afterList.Step(list);
    }

    [Fact]
    public void Another_list_of_the_same_tensors_goes_on()
    {
        using var list = List(("a", 10), ("b", 20));
        using var same = List(("a", 10), ("b", 20));
        var optimizer = new RmsProp();
        optimizer.Step(list);
        optimizer.Step(same);
        Assert.Equal(2, optimizer.Steps);
        same.Add("c", new float[1], new float[1]);
        Refuses(optimizer, same, "tensor 3 is missing, but in this list it is \"c\"");
    }

    [Fact]
    public void A_disposed_list_takes_and_gives_nothing()
    {
        var list = List(("a", 10));
        var optimizer = new RmsProp();
        optimizer.Step(list);
        list.Dispose();
        Assert.Throws<ObjectDisposedException>(() => list.Add("b", new float[1], new float[1]));
        Assert.Throws<ObjectDisposedException>(() => optimizer.Step(list));
        Assert.Throws<ObjectDisposedException>(() => new RmsProp().Step(list));
        Assert.Equal(1, optimizer.Steps);
    }

    [Fact]
    public void Names_added_to_the_layout_past_the_list_are_refused()
    {
        using var list = List(("a", 10));
        list.Layout.Add("ghost", 5);
        Refuses(new RmsProp(), list, "names 2 tensors, but the list holds 1");
    }

    static void Refuses(RmsProp optimizer, TensorList<float> list, string reason)
    {
        long before = optimizer.Steps;
        Assert.Contains(
            reason,
            Assert.Throws<ArgumentException>(() => optimizer.Step(list)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, optimizer.Steps);
    }

    static TensorList<float> List(params (string Name, int Length)[] tensors)
    {
        var list = new TensorList<float>();
        foreach (var (name, length) in tensors)
            list.Add(name, new float[length], Enumerable.Repeat(1f, length).ToArray());
        return list;
    }
}
