import 'package:flutter/material.dart';

/// Shows a spinner, an error with a retry button, or the loaded value.
class LoadState<T> extends StatefulWidget {
  const LoadState({super.key, required this.load, required this.builder});

  final Future<T> Function() load;
  final Widget Function(BuildContext context, T value) builder;

  @override
  State<LoadState<T>> createState() => _LoadStateState<T>();
}

class _LoadStateState<T> extends State<LoadState<T>> {
  late Future<T> _future = widget.load();

  void _retry() => setState(() => _future = widget.load());

  @override
  Widget build(BuildContext context) {
    return FutureBuilder<T>(
      future: _future,
      builder: (context, snapshot) {
        if (snapshot.hasError) {
          return Center(
            child: Column(
              mainAxisSize: MainAxisSize.min,
              children: [
                Text('${snapshot.error}'),
                TextButton(onPressed: _retry, child: const Text('Try again')),
              ],
            ),
          );
        }
        if (!snapshot.hasData) return const Center(child: CircularProgressIndicator());
        return widget.builder(context, snapshot.data as T);
      },
    );
  }
}
