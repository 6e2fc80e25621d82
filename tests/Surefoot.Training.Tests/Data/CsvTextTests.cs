using System.Text;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>The ways in which programs write CSV.</summary>
public sealed class CsvTextTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    const string Plain = "x,colour,y\n1,red,a\n2,blue,b\n3,red,a\n5,blue,b\n8,red,a\n13,blue,b\n";

    TrainingData Load(string text, DataOptions? options = null) =>
        DataLoader.Load(folder.Write("t.csv", text), options ?? new());

    static float[] Numbers(TrainingData data) =>
        [
            .. data.Training.AllInputs(),
            .. data.Validation.AllInputs(),
            .. data.Training.Targets(),
            .. data.Validation.Targets(),
        ];

    [Theory]
    [InlineData("\uFEFF" + Plain)]
    [InlineData("x,colour,y\r\n1,red,a\r\n2,blue,b\r\n3,red,a\r\n5,blue,b\r\n8,red,a\r\n13,blue,b\r\n")]
    [InlineData("x,colour,y\n1,red,a\n2,blue,b\n3,red,a\n5,blue,b\n8,red,a\n13,blue,b")]
    [InlineData("\nx,colour,y\n1,red,a\n2,blue,b\n\n3,red,a\n5,blue,b\n8,red,a\n13,blue,b\n\n\n   \n")]
    [InlineData("\"x\",\"colour\",\"y\"\n\"1\",\"red\",a\n2,\"blue\",\"b\"\n3,red,a\n5,blue,b\n8,red,a\n13,blue,b\n")]
    [InlineData("x , colour,y\n 1, red ,a\n2,\"blue\" ,b\n3,\" red\",a\n 5,blue,b\n8,red, a\n1.3e1,blue,b\n")]
    [InlineData("x;colour;y\n1;red;a\n2;blue;b\n3;red;a\n5;blue;b\n8;red;a\n13,0;blue;b\n")]
    [InlineData("x\tcolour\ty\n1\tred\ta\n2\tblue\tb\n3\tred\ta\n5\tblue\tb\n8\tred\ta\n13\tblue\tb\n")]
    [InlineData("x|colour|y\n1|red|a\n2|blue|b\n3|red|a\n5|blue|b\n8|red|a\n13|blue|b\n")]
    [InlineData("x,colour,y,\n1,red,a,\n2,blue,b,\n3,red,a,\n5,blue,b,\n8,red,a,\n13,blue,b,\n")]
    [InlineData("x,colour,y\n1,red,a,\n2,blue,b,\n3,red,a,\n5,blue,b,\n8,red,a,\n13,blue,b,\n")]
    [InlineData(
        "x,colour,y\n\"r1\",1,red,a\n\"r2\",2,blue,b\n\"r3\",3,red,a\n\"r4\",5,blue,b\n\"r5\",8,red,"
            + "a\n\"r6\",13,blue,b\n"
    )]
    [InlineData("\"\",x,colour,y\n1,1,red,a\n2,2,blue,b\n3,3,red,a\n4,5,blue,b\n5,8,red,a\n6,13,blue,b\n")]
    public void All_of_these_are_the_same_table(string text) => Assert.Equal(Numbers(Load(Plain)), Numbers(Load(text)));

    [Fact]
    public void UTF16_with_its_mark_is_read()
    {
        string path = folder.Write(
            "wide.csv",
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)]
        );
        Assert.Equal(Numbers(Load(Plain)), Numbers(DataLoader.Load(path, new())));
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotes_and_line_breaks()
    {
        var data = Load(
            "x,note,y\n1,\"a,b\",p\n2,\"say \"\"hi\"\"\",q\n3,\"two\nlines\",p\n4,\"a,b\",q\n5,5\" "
                + "disk,p\n6,\"a,b\",q\n"
        );
        string json = data.Preprocessing.ToJson().ToString();
        Assert.Contains("a,b", json);
        var rows = data.Preprocessing.Open(folder.Write("p.csv", "note,x\n\"a,b\",1\n"), requireTargets: false);
        Assert.Contains(1f, rows.Inputs(0)[1..]);
    }

    [Fact]
    public void Unicode_names_and_values_are_kept()
    {
        var data = Load("größe,färbe,класс\n1,grün,да\n2,žluť,нет\n3,grün,да\n4,žluť,нет\n5,grün,да\n6,žluť,нет\n");
        Assert.Equal("класс", data.Preprocessing.TargetName);
        Assert.Equal(["да", "нет"], data.Preprocessing.Classes);
    }

    [Fact]
    public void A_huge_field_is_one_value()
    {
        string huge = new('x', 3_000_000);
        var data = Load($"a,b,y\n1,{huge},p\n2,short,q\n3,{huge},p\n4,short,q\n5,{huge},p\n6,short,q\n");
        Assert.Equal(3, data.Training.InputShape.Length);
    }

    [Fact]
    public void The_separator_and_the_left_out_field_are_said()
    {
        var data = Load("x;y\nr1;1;a\nr2;2;b\nr3;3;a\nr4;5;b\nr5;6;a\n");
        Assert.Contains("The fields of t.csv are separated by semicolons.", data.Notes);
        Assert.Contains(data.Notes, note => note.Contains("3 fields under 2 names"));
    }

    [Fact]
    public void A_comma_within_a_name_does_not_hide_the_semicolons() =>
        Assert.Equal(["w", "y"], Load("name;city, country\n1;y\n2;w\n4;y\n8;w\n9;y\n").Preprocessing.Classes);

    [Fact]
    public void One_row_with_an_extra_field_is_a_fault_and_not_row_names() =>
        Assert.Contains(
            "line 3: the row has 3 fields, but 2 are expected",
            Assert.Throws<DataException>(() => Load("x,y\n1,a\n2,b,\n3,a\n4,b\n")).Message
        );

    [Fact]
    public void One_row_that_lacks_its_row_name_is_a_fault() =>
        Assert.Contains(
            "line 4: the row has 2 fields, but 3 are expected",
            Assert.Throws<DataException>(() => Load("x,y\nr1,1,a\nr2,2,b\n3,a\nr4,4,b\n")).Message
        );

    [Fact]
    public void First_fields_that_repeat_are_no_row_names() =>
        Assert.Contains(
            "line 2: the row has 3 fields, but 2 are expected",
            Assert.Throws<DataException>(() => Load("x,y\n1,1,a\n1,2,b\n1,2,a\n1,4,b\n")).Message
        );

    [Fact]
    public void Names_that_count_from_zero_are_names() =>
        Assert.Equal(1, Load("0,1\n5,a\n6,b\n9,a\n1,b\n2,a\n").Training.InputShape.Length);
}
