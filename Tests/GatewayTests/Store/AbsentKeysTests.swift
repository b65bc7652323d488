import Testing

@testable import Gateway

/// What is remembered of keys that hold nothing.
struct AbsentKeysTests {
    private let keys = AbsentKeys()
    private let name = AbsentKeys.Name(instance: "mock", key: "fault/checkout")

    @Test func whatWasNotThereIsNotAskedForAgain() {
        #expect(!keys.ask(name))
        keys.answer(name, isAbsent: true)
        #expect(keys.ask(name))
        #expect(!keys.ask(AbsentKeys.Name(instance: "other", key: name.key)))
    }

    @Test func whatIsThereIsAskedForEachTime() {
        #expect(!keys.ask(name))
        keys.answer(name, isAbsent: false)
        #expect(!keys.ask(name))
    }

    @Test func aWriteEndsWhatIsKnown() {
        _ = keys.ask(name)
        keys.answer(name, isAbsent: true)
        keys.forget(name)
        #expect(!keys.ask(name))
    }

    @Test func anAnswerFromBeforeAWriteDoesNotCount() {
        _ = keys.ask(name)
        keys.forget(name)
        keys.answer(name, isAbsent: true)
        #expect(!keys.ask(name))
    }

    @Test func askingForKeysThatNobodyHasTakesNoMemoryWithoutEnd() {
        _ = keys.ask(name)
        keys.answer(name, isAbsent: true)
        for number in 0..<1000 {
            let other = AbsentKeys.Name(instance: "mock", key: "\(number)")
            _ = keys.ask(other)
            keys.answer(other, isAbsent: true)
        }
        #expect(!keys.ask(name))
    }
}
