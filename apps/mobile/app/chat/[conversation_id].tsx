import { useLocalSearchParams } from 'expo-router'
import { Text, View } from 'react-native'

export default function Chat() {
  const { conversation_id } = useLocalSearchParams<{ conversation_id: string }>()
  return (
    <View style={{ flex: 1, alignItems: 'center', justifyContent: 'center' }}>
      <Text>Chat {conversation_id}</Text>
    </View>
  )
}
