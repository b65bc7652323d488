import Testing

@testable import Gateway

/// What is remembered of keys that hold nothing.
struct AbsentKeysTests {
    private let keys = AbsentKeys()
    private let name = AbsentKeys.Name(instance: "mock", key: "fault/checkout")

    /// A question that the database answers with "nothing".
    private func findNothing(_ name: AbsentKeys.Name) throws {
        keys.answer(try #require(keys.ask(name)), isAbsent: true)
    }

    private func isRemembered(_ name: AbsentKeys.Name) -> Bool { keys.ask(name) == nil }

    @Test func whatWasNotThereIsNotAskedForAgain() throws {
        try findNothing(name)
        #expect(isRemembered(name))
        #expect(!isRemembered(AbsentKeys.Name(instance: "other", key: name.key)))
    }

    @Test func whatIsThereIsAskedForEachTime() throws {
        keys.answer(try #require(keys.ask(name)), isAbsent: false)
        #expect(!isRemembered(name))
    }

    @Test(arguments: [true, false])
    func aWriteEndsWhatIsKnown(isForeign: Bool) throws {
        try findNothing(name)
        if isForeign { keys.forgetAll() } else { keys.forget(name) }
        #expect(!isRemembered(name))
    }

    /// The earlier of the two read before the write, and the later one's question does not make its answer good.
    @Test(arguments: [true, false], [true, false])
    func anAnswerFromBeforeAWriteDoesNotCount(isForeign: Bool, isAskedAgain: Bool) throws {
        let early = try #require(keys.ask(name))
        if isForeign { keys.forgetAll() } else { keys.forget(name) }
        let late = isAskedAgain ? keys.ask(name) : nil
        keys.answer(early, isAbsent: true)
        #expect(!isRemembered(name))
        if let late { keys.answer(late, isAbsent: false) }
        #expect(!isRemembered(name))
    }

    @Test func ofQuestionsAtTheSameTimeEachMayTell() throws {
        let (one, two) = (try #require(keys.ask(name)), try #require(keys.ask(name)))
        keys.answer(one, isAbsent: true)
        keys.answer(two, isAbsent: true)
        #expect(isRemembered(name))
    }

    @Test func askingForKeysThatNobodyHasTakesNoMemoryWithoutEnd() throws {
        try findNothing(name)
        for number in 0..<1000 { try findNothing(AbsentKeys.Name(instance: "mock", key: "\(number)")) }
        #expect(!isRemembered(name))
    }
}
