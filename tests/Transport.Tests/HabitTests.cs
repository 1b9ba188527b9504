using ActorProxy.Transport.Connections;

namespace ActorProxy.Transport.Tests;

/// <summary>How long a connection stays with the server, by what it did before.</summary>
public sealed class HabitTests
{
    [Fact]
    public void Patience_OfOneThatComesBackSoon_Doubles()
    {
        var habit = Habit.None.After(away: 1000, sweeps: 5, most: 5);
        List<int> patience = [];
        for (var turn = 0; turn < 7; turn++)
        {
            patience.Add(habit.Patience(5));
            habit = habit.After(away: 3, sweeps: 5, most: 5);
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 160], patience);
    }

    [Fact]
    public void Patience_OfOneThatStaysAway_IsAsAtFirst()
    {
        var habit = new Habit(HasSent: true, Doublings: 3);
        Assert.Equal(80, habit.After(away: 159, sweeps: 5, most: 5).Patience(5));
        Assert.Equal(5, habit.After(away: 160, sweeps: 5, most: 5).Patience(5));
    }

    [Fact]
    public void FirstBytes_SoonOrLate_AreNoHabit()
    {
        Assert.Equal(new Habit(HasSent: true, Doublings: 0), Habit.None.After(away: 0, sweeps: 5, most: 5));
    }
}
