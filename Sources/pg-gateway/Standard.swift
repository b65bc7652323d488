import Foundation

/// The program's two voices: answers go to one, troubles to the other.
enum Standard {
    case output, error

    func write(_ text: String) {
        let handle = self == .output ? FileHandle.standardOutput : FileHandle.standardError
        handle.write(Data((text + "\n").utf8))
    }
}
