#:project ../src/Surefoot/Surefoot.csproj
#:property PublishAot=false

// RMSprop over one flat span of weights: the gradients are your own, here those of a badly scaled bowl f(x, y) = 50x² +
// ½y².
using Surefoot.Optimizers;

float[] weights = [1, 1],
    gradients = new float[2];
var optimizer = new RmsProp(learningRate: 0.01);

for (int step = 1; step <= 300; step++)
{
    gradients[0] = 100 * weights[0];
    gradients[1] = weights[1];
    optimizer.Step(weights, gradients);
    if (step % 100 == 0)
        Console.WriteLine($"step {step}: x = {weights[0]:F4}, y = {weights[1]:F4}");
}

var rates = new float[2];
optimizer.EffectiveRates(rates);
Console.WriteLine($"Effective rates: {rates[0]:G3} for x, {rates[1]:G3} for y.");
