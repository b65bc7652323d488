import Testing

struct StubTests {
    @Test func stub() {}
}
