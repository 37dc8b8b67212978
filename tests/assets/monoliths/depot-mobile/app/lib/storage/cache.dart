import 'package:shared_preferences/shared_preferences.dart';

/// Remembers answers under the path that they came from. Sends nothing.
class AnswerCache {
  AnswerCache(this._prefs);

  final SharedPreferences _prefs;
  final Map<String, String> _memory = {};

  String? get(String path) => _memory[path] ?? _prefs.getString(path);

  Future<void> put(String path, String answer) async {
    _memory[path] = answer;
    await _prefs.setString(path, answer);
  }

  Future<void> delete(String path) async {
    _memory.remove(path);
    await _prefs.remove(path);
  }
}
